@component('mail::message', ['level' => 'last chance'])
# Welcome, {{ $user->name }}

@if ($user->team)
Your team **{{ $user->team->name }}** has {{ $user->team->size }} people.
@elseif($user->invites->isNotEmpty())
Two people would like to have you in their team.
@else
You have a board of your own.
@endif

@component('mail::button', ['url' => route('home', ['utm' => 'act now'])])
Open the board
@endcomponent

{{-- just checking in --}}
Thanks,<br>
{{ config('app.name') }}
@endcomponent
