<p>@choice('mail.replies', $count) @{{ kept }}</p>
<p>{{ $agent->name }} has answered ticket {{ $ticket->id }}.</p>
@once @push('styles') <style>.x{content:"last chance"}</style> @endpush @endonce
