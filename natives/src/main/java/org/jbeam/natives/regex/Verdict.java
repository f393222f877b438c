package org.jbeam.natives.regex;

/** What ended an attempt that failed: that all was tried, or the verb that was backtracked onto. */
enum Verdict { NONE, COMMIT, PRUNE, SKIP, SKIP_NAMED, THEN }
