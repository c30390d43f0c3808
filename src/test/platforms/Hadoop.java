import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with one data node, and YARN with one node manager if asked for, on loopback until this process
 * is ended: Hadoop DIRECTORY ARCHIVE [yarn]. Copies a local archive to /archive, and writes
 * DIRECTORY/conf for whoever is to use the cluster. Run from its source by the tests of platforms.
 */
public final class Hadoop {

  public static void main(String[] arguments) {
    try {
      serve(arguments);
    } catch (Exception | Error e) {
      // The threads of what has started would keep the process.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void serve(String[] arguments) throws Exception {
    File directory = new File(arguments[0]);
    YarnConfiguration conf = new YarnConfiguration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, new File(directory, "hdfs").getPath());
    MiniDFSCluster files = new MiniDFSCluster.Builder(conf).build();
    FileSystem hdfs = files.getFileSystem();
    hdfs.copyFromLocalFile(new Path(arguments[1]), new Path("/archive"));
    Configuration ready = files.getConfiguration(0);
    if (arguments.length > 2) {
      ready = yarn(new YarnConfiguration(ready));
    }
    // A class of Hadoop's tests, which those who use the cluster do not have.
    ready.unset("net.topology.node.switch.mapping.impl");
    File settings = new File(directory, "conf");
    settings.mkdirs();
    for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = new FileOutputStream(new File(settings, file))) {
        ready.writeXml(out);
      }
    }
    System.out.println("Ready at " + hdfs.getUri());
    Thread.sleep(Long.MAX_VALUE);
  }

  private static Configuration yarn(YarnConfiguration conf) throws Exception {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, false);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, 8192);
    conf.setInt(YarnConfiguration.NM_VCORES, 8);
    conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 99.9f);
    conf.set(YarnConfiguration.NM_BIND_HOST, host);
    conf.setLong(YarnConfiguration.DEBUG_NM_DELETE_DELAY_SEC, 600);
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(conf);
    yarn.start();
    return yarn.getConfig();
  }
}
