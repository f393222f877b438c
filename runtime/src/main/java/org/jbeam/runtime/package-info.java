/** What running Erlang code needs: processes, signals, exceptions, code and export tables, ports, BIF registry. */
package org.jbeam.runtime;
