package org.jbeam.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the Erlang module whose functions a class of {@link Bif} methods implements. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BifModule {
    /** The Erlang module. */
    String value();

    /** Are they what the module loads as its own, rather than built in: called from outside only where the module exports them? */
    boolean nif() default false;
}
