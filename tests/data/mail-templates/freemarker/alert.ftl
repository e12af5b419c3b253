<#setting locale="en_GB">
<#if level == "high" && count > 3>
<p>The pump in hall ${hall} stands still since ${since?string("HH:mm")}.</p>
<#elseif level == "low">
<p>The pump in hall ${hall} runs slowly.</p>
<#else>
<p>All pumps run.</p>
</#if>
