// Dragging: where cards are while they are dragged, snapped to guides; the graph learns of it when they are let go.
import type { NodeChange } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import type { Position } from '~/api/flows-types';
import type { StepNode } from '../canvas/elements';
import { cardOf } from '../canvas/geometry';
import { align, type Box, type Guides } from './guides';
import { snapped } from './new-node';
import { useEditorStore } from './store';

type Lines = Pick<Guides, 'vertical' | 'horizontal'>;
const noLines: Lines = { vertical: null, horizontal: null };
const nowhere: ReadonlyMap<string, Position> = new Map();
const CATCH_PX = 6;

interface Origin {
  lead: string;
  starts: Map<string, Position>;
  others: Box[];
  within: number;
}

export function useDrag() {
  const store = useEditorStore();
  const [places, setPlaces] = useState(nowhere);
  const [guides, setGuides] = useState(noLines);
  const origin = useRef<Origin | null>(null);
  const latest = useRef(nowhere);

  const actions = useMemo(() => {
    const set = (next: ReadonlyMap<string, Position>) => {
      latest.current = next;
      setPlaces(next);
    };
    return {
      start(moved: readonly { id: string }[], zoom: number) {
        const { nodes } = store.getState().graph;
        const moving = new Set(moved.map(({ id }) => id));
        // What is in a frame goes with it.
        for (const node of nodes) {
          const members = node.type === 'group' && moving.has(node.id) ? node.config.nodes : null;
          if (Array.isArray(members)) for (const member of members) if (typeof member === 'string') moving.add(member);
        }
        const lead = moved[0]?.id;
        if (!lead) return;
        origin.current = {
          lead,
          starts: new Map(nodes.filter(({ id }) => moving.has(id)).map((node) => [node.id, node.position])),
          others: nodes
            .filter((node) => !moving.has(node.id) && node.type !== 'group')
            .map((node) => {
              const { width, height } = cardOf(node);
              return { ...node.position, width, height };
            }),
          within: CATCH_PX / zoom,
        };
      },

      /** React Flow says where the pointer wants them; the guides have the last word. */
      follow(changes: readonly NodeChange<StepNode>[]) {
        const from = origin.current;
        if (!from) return;
        const lead = changes.find((change) => change.type === 'position' && change.id === from.lead && change.position);
        if (lead?.type !== 'position' || !lead.position) return;
        const start = from.starts.get(from.lead);
        const node = store.getState().graph.nodes.find(({ id }) => id === from.lead);
        if (!start || !node) return;
        const { width, height } = cardOf(node);
        const near = align({ ...lead.position, width, height }, nearby(from.others, lead.position), from.within);
        const grid = snapped(lead.position);
        const x = near.vertical === null ? grid.x : near.x;
        const y = near.horizontal === null ? grid.y : near.y;
        setGuides({ vertical: near.vertical, horizontal: near.horizontal });
        set(
          new Map([...from.starts].map(([id, place]) => [id, { x: place.x + x - start.x, y: place.y + y - start.y }])),
        );
      },

      stop(): ReadonlyMap<string, Position> {
        const done = latest.current;
        origin.current = null;
        set(nowhere);
        setGuides(noLines);
        return done;
      },
    };
  }, [store]);

  return {
    ...actions,
    guides,
    active: places.size > 0,
    /** The same elements, but for those that are being dragged. */
    placed(nodes: StepNode[]): StepNode[] {
      if (places.size === 0) return nodes;
      return nodes.map((node) => {
        const position = places.get(node.id);
        return position ? { ...node, position, dragging: true } : node;
      });
    },
  };
}

/** Only cards within a screen or so: far ones would catch from nowhere. */
function nearby(boxes: readonly Box[], { x, y }: Position): Box[] {
  return boxes.filter((box) => Math.abs(box.x - x) < 1200 && Math.abs(box.y - y) < 800);
}
