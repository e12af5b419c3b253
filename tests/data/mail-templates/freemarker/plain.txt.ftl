Dear ${name},

<#switch step>
<#case 1>
I wanted to touch base about the lease.
<#break>
<#default>
The lease is attached.
</#switch>
