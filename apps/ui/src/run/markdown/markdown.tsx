import { useState } from 'react';
import ReactMarkdown, { defaultUrlTransform, type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import styles from './markdown.module.css';

const PLUGINS = [remarkGfm];

/** `http`, `https`, `mailto` and paths of this server; everything else leads nowhere. */
const safeUrl = (url: string): string => (/^(https?:|mailto:)/i.test(url) || !/^[^/?#]*:/.test(url) ? defaultUrlTransform(url) : '');

/** Its headings stand below those of the page. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3 data-level="1">{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) => <MarkdownImage source={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
};

/** Markdown that somebody wrote. Raw HTML stays text (UI 17.3). */
export default function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles.markdown}>
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={safeUrl}>
        {text}
      </ReactMarkdown>
    </div>
  );
}

/** An image of another server is loaded only on demand: it would tell that server who reads. */
function MarkdownImage({ source, alt }: { readonly source: string; readonly alt: string }) {
  const [wanted, setWanted] = useState(false);
  if (source === '') return <span>{alt}</span>;
  const own = new URL(source, window.location.href).origin === window.location.origin;
  if (own || wanted) return <img src={source} alt={alt} loading="lazy" />;
  return (
    <button type="button" className={styles.external} title={source} onClick={() => setWanted(true)}>
      Load external image{alt ? ` “${alt}”` : ''}
    </button>
  );
}
