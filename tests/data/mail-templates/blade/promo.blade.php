<h1>Oiled chairs</h1>
<p>{{ __('Every chair is oiled by hand.') }} Price: {{ $price }}.</p>
@each('mail.row', $chairs, 'chair')
@includeIf('mail.legal')
