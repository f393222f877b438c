package org.jbeam.natives;

import java.util.List;
import org.jbeam.natives.asn1.Asn1Bifs;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.runtime.ops.GuardBifs;

/** All built-in functions of the machine. */
public final class Natives {
    private static final List<Class<?>> CLASSES = List.of(
            Asn1Bifs.class,
            AtomBifs.class,
            AtomicsBifs.class,
            BeamFileBifs.class,
            BinaryBifs.class,
            CodeBifs.class,
            CodeInternalBifs.class,
            CounterInternalBifs.class,
            CryptoCipherBifs.class,
            CryptoHashBifs.class,
            CryptoMissingBifs.class,
            CryptoRandomBifs.class,
            DataInternalBifs.class,
            DictionaryBifs.class,
            DistBifs.class,
            DistInternalBifs.class,
            DriverLoadingBifs.class,
            ErrorLoggerBifs.class,
            ErtsDebugBifs.class,
            EtsBifs.class,
            ExternalTermBifs.class,
            FileBifs.class,
            GuardBifs.class,
            HaltBifs.class,
            HashBifs.class,
            IdentifierBifs.class,
            InspectionBifs.class,
            IoBifs.class,
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
            PrimBufferBifs.class,
            PrimFileBifs.class,
            PrimFileNameBifs.class,
            PrimFilePathBifs.class,
            ProcessBifs.class,
            ProcessInfoBifs.class,
            ProcessInternalBifs.class,
            RaiseBifs.class,
            ReBifs.class,
            SeqTraceBifs.class,
            StringBifs.class,
            StatisticsBifs.class,
            SystemInfoBifs.class,
            SystemMonitorBifs.class,
            TimeBifs.class,
            TimerBifs.class,
            TraceBifs.class,
            TraceInternalBifs.class,
            TracerBifs.class,
            UnicodeBifs.class,
            ZlibBifs.class);

    private Natives() {}

    /** Makes them known to {@link BifTable}; to be called once. */
    public static void register() {
        CLASSES.forEach(BifTable::register);
    }

    /** How many bytes may wait to be sent to another node before senders are parked: {@code +zdbbl}, there in KiB. */
    public static void distBusyLimit(VirtualMachine vm, long bytes) {
        if (bytes != DistTable.BUSY_LIMIT) {
            DistTable.of(vm).busyLimit(bytes);
        }
    }
}
