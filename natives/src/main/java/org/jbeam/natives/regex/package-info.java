/** A regular expression engine with PCRE 8.44's syntax and semantics over bytes, for OTP's {@code re} module. It needs nothing but the JDK. */
package org.jbeam.natives.regex;
