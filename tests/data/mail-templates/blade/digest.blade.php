@php($n = count($posts))
<p>{{ $n }} {{ Str::plural('post', $n) }} this week.</p>
@for ($i = 0; $i < $n; $i++)<h3>{{ $posts[$i]['title'] }}</h3>@endfor
@while (false) never @endwhile
@env('local')<p>Local mail.</p>@endenv
