-module(jb_amqp).
-export([run/1]).
-include_lib("amqp_client/include/amqp_client.hrl").

%% run([N]): sends N durable messages to a broker on this host, waits until all are confirmed, and reads them in order.
run([Count]) ->
    N = list_to_integer(atom_to_list(Count)),
    logger:set_primary_config(level, error),
    {ok, _} = application:ensure_all_started(amqp_client),
    {ok, Connection} = amqp_connection:start(#amqp_params_network{host = "localhost"}),
    {ok, Channel} = amqp_connection:open_channel(Connection),
    #'queue.declare_ok'{queue = Queue} = amqp_channel:call(Channel, #'queue.declare'{durable = true}),
    #'confirm.select_ok'{} = amqp_channel:call(Channel, #'confirm.select'{}),
    [publish(Channel, Queue, I) || I <- lists:seq(1, N)],
    true = amqp_channel:wait_for_confirms(Channel, 100),
    #'basic.consume_ok'{} = amqp_channel:subscribe(Channel, #'basic.consume'{queue = Queue, no_ack = true}, self()),
    receive #'basic.consume_ok'{} -> ok end,
    [receive {#'basic.deliver'{}, #amqp_msg{payload = <<I:32, _/binary>>}} -> ok end || I <- lists:seq(1, N)],
    #'queue.delete_ok'{message_count = 0} = amqp_channel:call(Channel, #'queue.delete'{queue = Queue}),
    ok = amqp_connection:close(Connection),
    io:format("~p messages in order", [N]),
    halt().

publish(Channel, Queue, I) ->
    Message = #amqp_msg{props = #'P_basic'{delivery_mode = 2}, payload = <<I:32, 0:800>>},
    amqp_channel:cast(Channel, #'basic.publish'{routing_key = Queue}, Message).
