package io.reprise.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What a Markdown document refers to.
 *
 * @param links targets of links and images, as they are written
 * @param anchors what links may name in it: its headings, as GitHub turns them into names
 * @param spans code within a line
 * @param blocks code in lines of its own
 */
public record Document(
    Path path, List<String> links, Set<String> anchors, List<String> spans, List<Block> blocks) {

  /** A fenced block and the language that it names, which may be empty. */
  public record Block(String language, String text) {}

  public static Document read(Path path) {
    try {
      return of(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document as if it lay at {@code path}. */
  public static Document of(Path path, String text) {
    Reader reader = new Reader();
    Parser.builder().build().parse(text).accept(reader);
    return new Document(path, reader.links, reader.anchors, reader.spans, reader.blocks);
  }

  private static final class Reader extends AbstractVisitor {

    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    private final List<String> spans = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
      visitChildren(image);
    }

    @Override
    public void visit(Heading heading) {
      anchors.add(anchor(words(heading)));
      visitChildren(heading);
    }

    @Override
    public void visit(Code code) {
      spans.add(code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
      blocks.add(new Block(block.getInfo(), block.getLiteral()));
    }

    private static String words(Node parent) {
      StringBuilder words = new StringBuilder();
      for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
        if (node instanceof Text text) {
          words.append(text.getLiteral());
        } else if (node instanceof Code code) {
          words.append(code.getLiteral());
        } else {
          words.append(words(node));
        }
      }
      return words.toString();
    }

    private static String anchor(String heading) {
      return heading
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N} _-]", "")
          .replace(' ', '-');
    }
  }
}
