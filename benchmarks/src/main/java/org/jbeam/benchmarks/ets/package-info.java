/** Tables beside the concurrent maps of the JDK. */
package org.jbeam.benchmarks.ets;
