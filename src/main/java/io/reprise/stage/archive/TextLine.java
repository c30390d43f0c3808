package io.reprise.stage.archive;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A line of a text file and where it comes from. It is a bean for Spark's encoder. */
public final class TextLine implements Serializable {

  static final Encoder<TextLine> ENCODER = Encoders.bean(TextLine.class);

  private String line;
  private String file;
  private long block;
  private String[] partitions;

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  public String getFile() {
    return file;
  }

  public void setFile(String file) {
    this.file = file;
  }

  public long getBlock() {
    return block;
  }

  public void setBlock(long block) {
    this.block = block;
  }

  public String[] getPartitions() {
    return partitions;
  }

  public void setPartitions(String[] partitions) {
    this.partitions = partitions;
  }
}
