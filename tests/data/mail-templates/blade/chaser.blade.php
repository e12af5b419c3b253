<p>Dear {{ $lead->name ?? 'friend' }},</p>
@unless($lead->answered)
<p>I've tried to reach you several times.</p>
@endunless
@switch($step)
@case(1)
<p>Just checking in on the contract.</p>
@break
@default
<p>The contract is attached again, with the shorter term.</p>
@endswitch
