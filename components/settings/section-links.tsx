import css from './section-links.module.css';

/** What is at the end of the page, folded. */
export const foldedTitle = 'Kept for OpenSearch tools';

/** Id of a section, for links to it. */
export const sectionId = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** Ways to the sections of a page that is longer than any screen. */
export function SectionLinks({ titles }: { titles: readonly string[] }) {
  if (titles.length < 2) return null;
  return (
    <nav aria-label="Sections of this page">
      <ul className={css.list}>
        {titles.map((title) => (
          <li key={title}>
            <a className={css.link} href={`#${sectionId(title)}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
