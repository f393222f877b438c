/** Translates BEAM code to JVM classes. */
package org.jbeam.translator;
