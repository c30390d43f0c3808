import io.reprise.job.Main;
import java.io.BufferedReader;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs one job after the other in one JVM, which need not begin anew for each. */
class JobServer {

  public static void main(String[] arguments) throws Exception {
    Method run = Main.class.getDeclaredMethod("run", String[].class);
    run.setAccessible(true);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])));
      while (true) {
        try (SocketChannel client = server.accept();
            BufferedReader reader =
                new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
          // Not main, which ends the JVM with a job that fails.
          Object code = run.invoke(null, (Object) reader.readLine().split("\t"));
          client.write(ByteBuffer.wrap((code + "\n").getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }
}
