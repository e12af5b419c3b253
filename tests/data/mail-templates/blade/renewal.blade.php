<x-layout><p>Your domain {{ $domain }} renews on {{ $day->format('j F Y') }} for {{ $price }}.</p>
<p>To let it go, switch off renewal before that day. Thanks in advance for your trust.</p></x-layout>
