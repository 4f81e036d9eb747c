// A table that draws only the rows in sight: columns on wide screens, cards on narrow ones; asks for more before its end is reached.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMedia } from '~/lib/use-media';

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** A grid track, as in `minmax(12rem,2fr)`. */
  width: string;
  cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** One row where there is no room for columns. */
  card: (row: Row) => ReactNode;
  /** Shown below an opened row, across all columns. */
  detail?: (row: Row) => ReactNode;
  /** What a press anywhere on the row does; a control in the row must do the same for the keyboard. */
  onOpen?: (row: Row) => void;
  current?: string | undefined;
  hasMore?: boolean;
  onMore?: () => void;
  /** Below the last row: "Loading more…". */
  foot?: ReactNode;
}

const ROW = 52;
const CARD = 96;
const EARLY = 15;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const wide = useMedia('(min-width: 48rem)');
  return wide ? <Table key="table" {...props} /> : <Cards key="cards" {...props} />;
}

function Table<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, columns, detail, onOpen, current, foot } = props;
  const { scroller, virtual } = useRows(props, ROW);
  const template = columns.map((column) => column.width).join(' ');
  return (
    <div ref={scroller} className="scroller min-h-0 flex-1">
      <div role="table" aria-label={label} aria-rowcount={props.hasMore ? -1 : rows.length + 1} className="min-w-fit">
        <div role="rowgroup" className="sticky top-0 z-10 border-line border-b bg-surface">
          {/* biome-ignore lint/a11y/useFocusableInteractive: a table to read, not a grid to walk through */}
          <div
            role="row"
            aria-rowindex={1}
            className="grid items-center gap-x-4 px-4 py-2"
            style={{ gridTemplateColumns: template }}
          >
            {columns.map((column) => (
              // biome-ignore lint/a11y/useFocusableInteractive: a table to read, not a grid to walk through
              <div key={column.id} role="columnheader" className="truncate font-medium text-12 text-fg-3">
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            const opened = detail?.(row);
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="presentation"
                className="absolute inset-x-0 top-0 border-line border-b"
                style={{ transform: `translateY(${start}px)` }}
              >
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the row's own control does the same for the keyboard */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: the control inside is what takes focus */}
                <div
                  role="row"
                  aria-rowindex={index + 2}
                  className={`grid min-h-13 items-center gap-x-4 px-4 py-1.5 ${onOpen ? 'cursor-pointer hover:bg-hover' : ''} ${key === current ? 'bg-selected' : ''}`}
                  style={{ gridTemplateColumns: template }}
                  onClick={onOpen && ((event) => !isControl(event.target) && onOpen(row))}
                >
                  {columns.map((column) => (
                    <div key={column.id} role="cell" className="min-w-0 text-13">
                      {column.cell(row)}
                    </div>
                  ))}
                </div>
                {opened && (
                  // biome-ignore lint/a11y/useFocusableInteractive: a table to read, not a grid to walk through
                  <div role="row">
                    <div role="cell" aria-colspan={columns.length}>
                      {opened}
                    </div>
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {foot}
    </div>
  );
}

function Cards<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, card, detail, onOpen, current, foot } = props;
  const { scroller, virtual } = useRows(props, CARD);
  return (
    <div ref={scroller} className="scroller min-h-0 flex-1">
      <ul aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the card's own control does the same for the keyboard
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={props.hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              className={`absolute inset-x-0 top-0 border-line border-b ${key === current ? 'bg-selected' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
              onClick={onOpen && ((event) => !isControl(event.target) && onOpen(row))}
            >
              <div className="px-4 py-3">{card(row)}</div>
              {detail?.(row)}
            </li>
          );
        })}
      </ul>
      {foot}
    </div>
  );
}

function useRows<Row>({ rows, rowKey, hasMore, onMore }: DataTableProps<Row>, height: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 8,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const wanted = Boolean(hasMore) && last >= rows.length - EARLY;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each length of the list
  useEffect(() => {
    if (wanted) onMore?.();
  }, [wanted, rows.length]);
  return { scroller, virtual };
}

/** Presses on links, buttons and boxes within a row are theirs. */
function isControl(target: EventTarget): boolean {
  return (
    target instanceof Element && target.closest('a, button, input, select, textarea, summary, [role="menu"]') !== null
  );
}
