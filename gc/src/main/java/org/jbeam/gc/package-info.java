/**
 * Per-process memory as Erlang/OTP accounts for it: sizes of terms in words of 8 bytes, heap sizes, limits, collection counters. The JVM
 * collects the garbage; this gives back what OTP promises about sizes.
 */
package org.jbeam.gc;
