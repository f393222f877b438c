/** Match specifications beside predicates written in Java. */
package org.jbeam.benchmarks.matchspec;
