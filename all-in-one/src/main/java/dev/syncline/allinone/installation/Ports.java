package dev.syncline.allinone.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import dev.syncline.testkit.FreePort;

/// Chooses ports on the loopback address.
public final class Ports {

    private Ports() {}

    /// This port, or a free one where something else has it already.
    public static int preferred(int port) {
        return isFree(port) ? port : free();
    }

    /// Any free port.
    public static int free() {
        return FreePort.find();
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
