package org.jbeam.translator;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jbeam.beamformat.BeamChunks;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.Chunk;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.runtime.BadFileException;
import org.jbeam.runtime.CodeTranslator;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;

/**
 * Translates BEAM files to JVM classes. An Erlang function becomes a static Java method; registers become local variables, calls become calls.
 *
 * <p>The passes over a module: control flow ({@code FlowGraph}), tail calls ({@code TailAnalysis}), types ({@code TypeFlow}), division of
 * long functions
 * ({@code Segmentation}), emission ({@code ClassEmitter}).
 */
public final class Translator implements CodeTranslator {
    private static final String METADATA = "Meta";
    private static final ConcurrentHashMap<Atom, AtomicInteger> VERSIONS = new ConcurrentHashMap<>();

    private final TranslatorOptions options;
    private final CodeCache cache;

    private Translator(TranslatorOptions options, CodeCache cache) {
        this.options = options;
        this.cache = cache;
    }

    /** A translator with these options. */
    public static Translator create(TranslatorOptions options) {
        return new Translator(options, CodeCache.NONE);
    }

    /** A translator with these options that keeps what it makes, and uses what it made in earlier runs. */
    public static Translator create(TranslatorOptions options, CodeCache cache) {
        return new Translator(options, cache);
    }

    /** A translator with {@link TranslatorOptions#DEFAULT}. */
    public static Translator create() {
        return new Translator(TranslatorOptions.DEFAULT, CodeCache.NONE);
    }

    @Override
    public LoadedModule prepare(Atom name, byte[] file) {
        try {
            String className = nextClassName(name);
            CodeCacheImage cached = ModuleDump.isWanted() ? null : cache.find(file, className, options);
            if (cached != null) {
                return new TranslatedModule(cached);
            }
            ModuleTranslation translation = translation(file, className);
            if (translation.file().module() != name) {
                throw new MalformedBeamException("AtU8", 0, "the module is " + translation.file().module() + ", not " + name);
            }
            Map<String, GeneratedClass> classes = translation.run();
            if (ModuleDump.isWanted()) {
                ModuleDump.write(translation, classes.values());
            }
            TranslatedModule module = new TranslatedModule(translation);
            module.define(classes);
            if (cache != CodeCache.NONE) {
                cache.store(file, options, CodeCacheImage.of(translation, classes));
            }
            return module;
        } catch (MalformedBeamException e) {
            throw new BadFileException(e.getMessage(), e);
        } catch (IllegalArgumentException | LinkageError | ReflectiveOperationException | IndexOutOfBoundsException e) {
            throw new BadFileException("code that cannot be verified: " + e.getMessage(), e);
        }
    }

    /**
     * What a translation came to.
     *
     * @param bytes of all classes but those of funs
     * @param longestMethod {@code class.method}
     * @param longestBytes its bytecode in bytes, at most a few fewer
     */
    public record Examined(int classes, long bytes, String longestMethod, int longestBytes) {}

    /**
     * Translates a file, compressed or not, and has the JVM verify the classes; nothing is loaded or kept.
     *
     * @throws BadFileException a file that cannot be loaded
     */
    public Examined examine(byte[] file) {
        try {
            ModuleTranslation translation = translation(BeamFile.gunzip(file));
            Map<String, GeneratedClass> classes = translation.run();
            new TranslatedModule(translation).define(classes);
            long bytes = classes.values().stream().mapToLong(c -> c.bytes().length).sum();
            GeneratedClass longest = classes.values().stream().max(Comparator.comparingInt(GeneratedClass::longest)).orElseThrow();
            return new Examined(classes.size(), bytes, longest.name() + "." + longest.longestMethod(), longest.longest());
        } catch (MalformedBeamException e) {
            throw new BadFileException(e.getMessage(), e);
        } catch (IllegalArgumentException | LinkageError | ReflectiveOperationException | IndexOutOfBoundsException e) {
            throw new BadFileException("code that cannot be verified: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] chunk(byte[] file, String id) {
        try {
            BeamChunks chunks = BeamChunks.parse(file);
            return METADATA.equals(id) && !hasMetadata(chunks) ? null : chunks.find(id).map(Chunk::toByteArray).orElse(null);
        } catch (MalformedBeamException e) {
            throw new BadFileException(e.getMessage(), e);
        }
    }

    /** OTP's code server asks for this chunk before it loads a file, and would end if it were damaged: {@link #prepare} then refuses the file. */
    private static boolean hasMetadata(BeamChunks chunks) {
        try {
            BeamFile.metadata(chunks);
            return true;
        } catch (MalformedBeamException e) {
            return false;
        }
    }

    @Override
    public byte[] md5(byte[] file) {
        try {
            BeamFile.parse(file, EtfDecoder.create().resolver(new LiteralFuns()));
            return BeamChunks.parse(file).md5();
        } catch (MalformedBeamException e) {
            throw new BadFileException(e.getMessage(), e);
        }
    }

    /** The translation of a file, before any pass. */
    ModuleTranslation translation(byte[] file) {
        BeamFile beam = parse(file);
        return new ModuleTranslation(beam, options, nextClassName(beam.module()));
    }

    private ModuleTranslation translation(byte[] file, String className) {
        return new ModuleTranslation(parse(file), options, className);
    }

    private static BeamFile parse(byte[] file) {
        BeamFile beam = BeamFile.parse(file, EtfDecoder.create().resolver(new LiteralFuns()));
        BeamFile.metadata(beam.chunks());
        return beam;
    }

    private static String nextClassName(Atom module) {
        int version = VERSIONS.computeIfAbsent(module, k -> new AtomicInteger()).getAndIncrement();
        return Names.PACKAGE + Names.mangle(module.name()) + "$" + version;
    }
}
