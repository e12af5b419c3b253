@extends('mail.layout')
@section('title', 'Any update?')
@section('content')
<table>@foreach ($lines as $line)<tr class="@if($loop->odd) odd @endif"><td>{{ $line->name }}</td><td>{{ number_format($line->price, 2) }}</td></tr>@endforeach</table>
@forelse ($notes as $note)<p>{{ $note }}</p>@empty<p>No notes.</p>@endforelse
<p>The sum of {!! money($sum) !!} is due on {{ $due->isoFormat('LL') }}.</p>
@endsection
