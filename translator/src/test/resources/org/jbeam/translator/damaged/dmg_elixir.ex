defmodule DmgElixir do
  def sum(list), do: Enum.reduce(list, 0, fn x, acc -> x + acc end)
  def greet(name) when is_binary(name), do: "hello #{name}!"
  def look(%{a: a} = map) do
    with {:ok, v} <- Map.fetch(map, :b), do: {a, v}
  rescue
    e in ArgumentError -> Exception.message(e)
  end
end
