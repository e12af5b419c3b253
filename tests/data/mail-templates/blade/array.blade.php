@php
    $subject = 'Act now, last chance';
    $rows = collect($rows)->filter(fn ($r) => $r->on);
@endphp
<p>Write to desk{{ '@' }}example.org or to team@example.org.</p>
@verbatim<p>Greet with {{ name }} in your own letters.</p>@endverbatim
@includeWhen($footer, 'mail.footer', ['note' => 'still interested?'])
