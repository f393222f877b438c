package org.jbeam.natives;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;

/** The open files by owner, to be closed when it ends. */
final class OpenFiles {
    private final ConcurrentHashMap<Pid, Set<FileHandle>> byOwner = new ConcurrentHashMap<>();

    private OpenFiles(VirtualMachine vm) {
        vm.onExit(this::ended);
    }

    static OpenFiles of(VirtualMachine vm) {
        return vm.service(OpenFiles.class, () -> new OpenFiles(vm));
    }

    /** Notes a file that this process has opened. */
    void add(FileHandle file) {
        byOwner.computeIfAbsent(file.owner(), pid -> ConcurrentHashMap.newKeySet(2)).add(file);
    }

    /** Forgets one that is closed. */
    void remove(FileHandle file) {
        byOwner.computeIfPresent(file.owner(), (pid, files) -> {
            files.remove(file);
            return files.isEmpty() ? null : files;
        });
    }

    private void ended(ErlangProcess process) {
        Set<FileHandle> files = byOwner.remove(process.pid());
        if (files != null) {
            files.forEach(FileHandle::abandon);
        }
    }
}
