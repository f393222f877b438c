/** Erlang term storage: set, bag, duplicate_bag and ordered_set tables. */
package org.jbeam.ets;
