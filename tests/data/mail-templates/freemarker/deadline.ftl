<p>${name}, we need this by end of day.</p>
<p>The form has two pages. ${(form.help)!}</p>
