package org.jbeam.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public static method as a built-in function. Its parameters are terms, one for each argument, optionally after the calling
 * {@link ErlangProcess}; it returns a term. The class carries {@link BifModule}.
 *
 * <p>A BIF may park or yield its process. It refuses arguments with a {@link BifException}, to which the caller adds the BIF's own
 * stack frame with the arguments; an {@link ErlangException} is raised as it is.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bif {
    /** The Erlang name, when it differs from the method's. */
    String value() default "";

    /**
     * A guard BIF: it takes no process, has no effect, and returns null when it fails. In a guard that fails the guard; in a body
     * {@link GuardFailure} tells why.
     */
    boolean guard() default false;

    /** May the BIF return {@link TailCall#TAIL}, having left a call for its caller to make? */
    boolean tail() default false;

    /** Does the function answer as an emulator without this support would? Listed apart by {@code jbeam --natives}. */
    boolean withoutSupport() default false;
}
