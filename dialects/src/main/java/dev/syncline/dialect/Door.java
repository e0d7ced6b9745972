package dev.syncline.dialect;

/// Another way into the same server than the driver's, for what the driver cannot do. Each session has its own, see [DoorSession].
public interface Door extends AutoCloseable {

    boolean isOpen();

    @Override
    void close();
}
