{* just checking in *}
{extends file="mail/layout.tpl"}
{block name="title"}Last chance{/block}
{block name=body}
<p>Hello {$customer.firstname|escape:'html'},</p>
<p>order {$order->reference} is paid. {if $order->gift}We wrap it in paper.{else}It travels in a plain box.{/if}</p>
{foreach from=$order->lines item=line name=lines}
<tr><td>{$line.name|truncate:40:'...'}</td><td>{$line.price|number_format:2}</td></tr>
{foreachelse}<tr><td>No lines.</td></tr>
{/foreach}
{/block}
