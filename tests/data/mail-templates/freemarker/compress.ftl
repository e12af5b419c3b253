<#compress>
<p>Hello <#if a??>${a}<#else>you</#if>, the tour of ${day?date} begins at the west gate.</p>
<#include "act-now.ftl">
<#local x = 'last chance'/>
</#compress>
