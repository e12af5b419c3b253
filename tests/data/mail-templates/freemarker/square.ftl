[#-- still interested? --]
[#if paid]
<p>We have your payment of ${sum}.</p>
[#else]
<p>The sum of ${sum} is open until ${due}.</p>
[/#if]
[@footer note="last chance" /]
