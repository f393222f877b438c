package org.jbeam.natives;

import java.util.List;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.ops.GuardBifs;

/** All built-in functions of the machine. */
public final class Natives {
    private static final List<Class<?>> CLASSES = List.of(
            AtomBifs.class,
            AtomicsBifs.class,
            BeamFileBifs.class,
            BinaryBifs.class,
            CodeBifs.class,
            CodeInternalBifs.class,
            CounterInternalBifs.class,
            DataInternalBifs.class,
            DictionaryBifs.class,
            DriverLoadingBifs.class,
            EtsBifs.class,
            ExternalTermBifs.class,
            GuardBifs.class,
            HaltBifs.class,
            HashBifs.class,
            IdentifierBifs.class,
            IoListBifs.class,
            ListBifs.class,
            ListOperatorBifs.class,
            LiteralAreaBifs.class,
            MapBifs.class,
            MathBifs.class,
            MonitorBifs.class,
            NetKernelBifs.class,
            NodeBifs.class,
            NumberBifs.class,
            OsBifs.class,
            PacketBifs.class,
            PersistentTermBifs.class,
            PortBifs.class,
            PortInternalBifs.class,
            FileBifs.class,
            IoBifs.class,
            PrimBufferBifs.class,
            PrimFileBifs.class,
            PrimFileNameBifs.class,
            PrimFilePathBifs.class,
            ProcessBifs.class,
            ProcessInfoBifs.class,
            ProcessInternalBifs.class,
            RaiseBifs.class,
            ReBifs.class,
            StringBifs.class,
            SystemInfoBifs.class,
            TimeBifs.class,
            TimerBifs.class,
            UnicodeBifs.class);

    private Natives() {}

    /** Makes them known to {@link BifTable}; to be called once. */
    public static void register() {
        CLASSES.forEach(BifTable::register);
    }
}
