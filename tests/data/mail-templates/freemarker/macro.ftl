<#macro row label value="last chance"><tr><td>${label}</td><td>${value}</td></tr></#macro>
<table><@row label="Act now" value=price /><@row "Size", size /></table>
<p>The rug is woven in Fes. It takes nine weeks.</p>
