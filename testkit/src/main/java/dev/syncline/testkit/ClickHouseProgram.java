package dev.syncline.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// A program of its own around ClickHouse's library: its arguments are the library's file and what `clickhouse-local` would get.
///
/// Never in the JVM of a test: the library has 566 MB and signal handlers and threads of its own.
final class ClickHouseProgram {

    private ClickHouseProgram() {}

    public static void main(String[] arguments) throws Throwable {
        Arena arena = Arena.global();
        MethodHandle local = Linker.nativeLinker().downcallHandle(
                SymbolLookup.libraryLookup(Path.of(arguments[0]), arena).findOrThrow("chdb_query_cmdline"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MemorySegment words = arena.allocate(ValueLayout.ADDRESS, arguments.length + 1);
        words.setAtIndex(ValueLayout.ADDRESS, 0, arena.allocateFrom("clickhouse-local"));
        for (int i = 1; i < arguments.length; i++) {
            words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments[i]));
        }
        MemorySegment _ = (MemorySegment) local.invokeExact(arguments.length, words);
    }
}
