/** The command that runs benchmarks and prints their table. */
package org.jbeam.benchmarks;
