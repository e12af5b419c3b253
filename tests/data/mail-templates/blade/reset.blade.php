<x-mail::message>
<x-slot:header>{{ $title }}</x-slot:header>
@lang('auth.reset.intro') {{ __('auth.reset.valid', ['n' => 60]) }}
<x-mail::button :url="$url" color="last-chance">{{ trans('auth.reset.button') }}</x-mail::button>
<p>Nothing changes unless you press the button.</p>
</x-mail::message>
