package dev.syncline.dialect.connect;

/// Another way into the same server than the driver's, for what the driver cannot do. Each session has its own, see [SideChannelSession].
public interface SideChannel extends AutoCloseable {

    boolean isOpen();

    @Override
    void close();
}
