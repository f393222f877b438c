%% Loops without a call, which no compiler makes.
{module, dmg_loop}.
{exports, [{spin,1},{retry,1}]}.
{attributes, []}.
{labels, 9}.

{function, spin, 1, 2}.
  {label,1}.
    {func_info,{atom,dmg_loop},{atom,spin},1}.
  {label,2}.
  {label,3}.
    {move,{x,0},{x,1}}.
    {jump,{f,3}}.

{function, retry, 1, 5}.
  {label,4}.
    {func_info,{atom,dmg_loop},{atom,retry},1}.
  {label,5}.
    {allocate,1,1}.
  {label,6}.
    {'catch',{y,0},{f,7}}.
    {bif,hd,{f,0},[{atom,none}],{x,0}}.
  {label,7}.
    {catch_end,{y,0}}.
    {jump,{f,6}}.
