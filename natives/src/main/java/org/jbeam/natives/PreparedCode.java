package org.jbeam.natives;

import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/** What {@code prepare_loading} gives: a translated module that nobody sees yet. */
final class PreparedCode extends MagicRef {
    private final LoadedModule module;

    PreparedCode(PlainRef id, LoadedModule module) {
        super(id.word(0), id.word(1), id.word(2));
        this.module = module;
    }

    LoadedModule module() {
        return module;
    }
}
