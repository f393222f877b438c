/** Per-process memory: accounting, policy, limits. */
package org.jbeam.gc;
