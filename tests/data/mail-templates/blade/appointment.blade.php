<div @class(['box', 'last-chance' => $late]) @style(['color: red' => $late])>
@isset($room)<p>We meet in {{ $room }}.</p>@endisset
@auth<p>You can move the talk in your calendar.</p>@endauth
@csrf
<img src="{{ $message->embed(public_path('act-now.png')) }}" alt="Map of the building">
</div>
