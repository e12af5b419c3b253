<p>Write <#noparse>${name}</#noparse> for a name. #{count; m2} letters went out.</p>
<#attempt><p>${risky}</p><#recover><p>A part of this mail could not be made.</p></#attempt>
